"""Find passages and quotations whose words do not match their hash or passage.

Left out on purpose: the words between the cues of a longer passage. No package contains them;
`verify` checks them against a copy.
"""

from collections.abc import Iterator, Mapping

import polars as pl

from build.texts.tokens import digest, words

Frames = Mapping[str, pl.DataFrame]


def wrong_hashes(frames: Frames) -> Iterator[str]:
    """Yield the rows whose cue_start is the whole passage, but whose hash is another."""
    whole = frames["evidence"].filter(pl.col("cue_end").is_null())
    for key, cue, tokens, sha256 in whole.select(
        "evidence_id", "cue_start", "tokens", "sha256"
    ).iter_rows():
        said = words(cue)
        if (len(said), digest(said)) != (tokens, sha256):
            yield key


def wrong_quotations(frames: Frames) -> Iterator[str]:
    """Yield the quotes whose words cannot occur in any passage that supports them."""
    texts = frames["quotes"].filter(pl.col("text").is_not_null()).select("quote_id", "text")
    passages = frames["evidence"].filter(
        pl.col("record_table") == "quotes", pl.col("stance") == "supports"
    )
    cells = pl.struct("cue_start", "cue_end", "tokens", "sha256").alias("passages")
    of_quote = passages.group_by(quote_id="record_id").agg(cells)
    for key, text, held in texts.join(of_quote, on="quote_id").iter_rows():
        said = words(text)
        sha256 = digest(said)
        if not any(
            " ".join(said) in " ".join(words(p["cue_start"]))
            if p["cue_end"] is None
            else p["tokens"] > len(said) or p["sha256"] == sha256
            for p in held
        ):
            yield key
