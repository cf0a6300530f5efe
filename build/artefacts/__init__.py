"""The rows in; every file that is made from them, out, put in place as a whole.

`registry` lists the files, `making` makes them, `build` is the command. Whether the files of a
package are those is left to `gates`.
"""
