"""The dataset in; the same rows as files of other programs, out."""
