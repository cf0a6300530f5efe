"""The dataset in; what people read, out: dictionary, figures, results in the documents.

Nothing is said that the tables or the schemas do not say.
"""
