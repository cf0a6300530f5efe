"""Any copies of the dataset in; which version they are, how they differ, and releases, out.

Whether a copy is valid is left to `gates`.
"""
