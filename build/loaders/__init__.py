"""The declarations of schemas/ in; scripts that load the files into other tools, out.

They are text, made without looking at any data. Whoever runs them needs the package's
files and the tool, nothing else.
"""
