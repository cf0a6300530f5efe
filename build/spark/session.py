"""Spark itself: the session that a cluster gives, or one on this machine.

Which one is Spark's own matter: `spark-submit`, SPARK_REMOTE or spark-defaults.conf say it;
where nothing does, all cores of this machine are taken.
"""

import logging
import os
import re
import sys
import unicodedata
import warnings
from contextlib import suppress
from typing import TYPE_CHECKING

from build.problems import Problem, ProblemsError, one_line
from build.spark.dialect import NFC

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

# Of a local session: nothing but findings is printed.
_QUIET = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "OFF",
}
# The name of a class of Java, before what its error says.
_CLASS = re.compile(r"[a-z]+([.][A-Za-z$]+)+: ")


def session() -> "SparkSession":
    """Return a session with `nfc_normalize`. Raises `ProblemsError` where Spark can't start."""
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ModuleNotFoundError as error:
        fix = "python -m pip install 'pyspark>=4,<5', or run it by spark-submit"
        raise ProblemsError([Problem("spark", f"{error.name} is missing", fix)]) from error
    try:
        with warnings.catch_warnings():  # of pandas, which is not used
            warnings.simplefilter("ignore")
            spark = SparkSession.builder.appName("check").config(map=_QUIET).getOrCreate()
    except (PySparkException, OSError) as error:
        home = os.environ.get("JAVA_HOME", "unset")
        fix = f"Spark 4 needs Java 17 or later; JAVA_HOME is {home}"
        what = f"can't start ({one_line(error)})"
        raise ProblemsError([Problem("spark", what, fix)]) from error
    with suppress(PySparkException):  # a session by Spark Connect has no context here
        if spark.sparkContext.master.startswith("local"):  # its workers are of this Python
            spark.sparkContext.pythonExec = sys.executable
    logging.getLogger("SQLQueryContextLogger").setLevel(logging.CRITICAL)
    spark.udf.register(NFC, _nfc)
    return spark


def spark_errors() -> tuple[type[Exception], ...]:
    """Return what Spark raises: its own errors, and those of Java that it has no class for."""
    from py4j.protocol import Py4JJavaError
    from pyspark.errors import PySparkException

    return PySparkException, Py4JJavaError


def said(error: Exception) -> str:
    """Return what an error of Spark says, on one line: its deepest cause, without the stack."""
    lines = [line for line in str(error).splitlines() if not line.startswith("\t")]
    causes = [line for line in lines if line.startswith("Caused by: ")]
    text = causes[-1] if causes else next(iter(lines), type(error).__name__)
    return one_line(_CLASS.sub("", text.removeprefix("Caused by: ")))


def _nfc(text: str | None) -> str | None:
    return None if text is None else unicodedata.normalize("NFC", text)
