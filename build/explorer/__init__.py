"""The dataset in; one page to look and search, out.

What the page holds (`content`), its colours, and how it is put together (`page`) out of
`style.css`, the parts in `script/`, `worker.js`, and the libraries as their makers published
them (libraries/README.md).
"""
