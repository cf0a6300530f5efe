"""Synthetic annotated corpora of any size, seeded: the input of the benchmarks.

`python -m tests.benchmarks.synthetic FOLDER QUOTES` writes a raw/ as JSON Lines, with its
proofs, and on demand the texts. Distributions follow the real dataset: quotes of an article
(mean 17, long tail), words of a passage (log-normal, median 19), of a gist and of a quotation,
shares of the forms, strengths and conditions, and how many rows each table has for a quote.
Words are made of syllables, so that nothing is said and no article is repeated.

The proofs are worked out while the words are put together; `test_synthetic.py` holds
them against those that `anchor` makes from the texts. Left out on purpose: sense, excluded
parts, web pages.
"""

import argparse
import hashlib
import json
import random
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TextIO

from build.frames.country_codes import read_countries
from build.passages.proofs import COLUMNS, Proof

# Rows of other tables for each quote, as in version 0.1.0 of the dataset (86 quotes).
_COMMITMENTS = 71 / 86
_EVENTS = 36 / 86
_PARTICIPANTS = 55 / 36  # an event
_RELATIONS = 29 / 71  # a commitment
_INSTRUMENTS = 2 / 36  # an event
_QUOTES_AN_ARTICLE = 17
_QUOTES_A_SPEAKER = 2
_QUOTES_A_FILE = 20_000
_COUNTRIES = sorted({"UKR", "RUS", "USA", "GBR", "FRA", "NOR", *sorted(read_countries())[::6]})
_MEASURES = {
    "security_guarantee": 10,
    "ground_force": 10,
    "reassurance_force": 7,
    "ceasefire": 5,
    "ceasefire_monitoring": 4,
    "political_support": 4,
    "military_aid": 3,
    "sanctions": 2,
    "military_hubs": 2,
    "nato_membership": 2,
    "financial_aid": 2,
    "air_presence": 1,
    "territory": 1,
}
_OWN = {
    "open": (12, 2),
    "in_principle": (7, 3),
    "withheld": (5, -1),
    "ruled_out": (5, -3),
    "declined": (4, -2),
    "pledged": (2, 4),
}
_CLAIMED = {
    "floated": (10, 1),
    "undecided": (11, 0),
    "open": (4, 2),
    "withheld": (4, -1),
    "declined": (2, -2),
}
_CONDITIONS = {
    "not_stated": 45,
    "ceasefire": 9,
    "peace_deal": 7,
    "us_backing": 4,
    "future_attack": 2,
    "other": 1,
}
_SYLLABLES = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]
_TYPES = ("meeting", "summit", "call", "visit", "statement", "announcement", "media_report")


def generate(folder: Path, quotes: int, *, seed: int = 1, texts: bool = False) -> None:
    """Write a corpus of about `quotes` quotes to `folder`/raw, its texts to `folder`/texts."""
    _Corpus(folder, seed, texts).write(quotes)


class _Corpus:
    def __init__(self, folder: Path, seed: int, texts: bool) -> None:
        self.random = random.Random(seed)
        self.raw = folder / "raw"
        self.texts = folder / "texts" if texts else None
        self.words = self._lexicon(30_000)
        self.instruments = 0
        self.events = 0
        self.commitments = 0
        self.speakers = 0
        self.latest: dict[str, tuple[str, date, str]] = {}

    def _lexicon(self, size: int) -> list[str]:
        found: dict[str, None] = {}
        while len(found) < size:
            found["".join(self.random.choices(_SYLLABLES, k=self.random.randint(1, 4)))] = None
        return list(found)

    def write(self, quotes: int) -> None:
        (self.raw / "articles").mkdir(parents=True)
        if self.texts:
            self.texts.mkdir()
        with ExitStack() as stack:
            self.out = {
                kind: stack.enter_context((self.raw / f"{stem}.jsonl").open("w"))
                for kind, stem in _FILES.items()
            }
            self.anchors = stack.enter_context((self.raw / "anchors.csv").open("w"))
            self.anchors.write(",".join(COLUMNS) + "\n")
            for iso in _COUNTRIES:
                self._country(iso)
            number = 0
            for begun in range(0, quotes, _QUOTES_A_FILE):
                left = min(_QUOTES_A_FILE, quotes - begun)
                path = self.raw / "articles" / f"articles-{number:07}.jsonl"
                with path.open("w") as file:
                    while left > 0:
                        # A long tail above a floor: many short reports, a few long ones.
                        more = self.random.expovariate(1 / (_QUOTES_AN_ARTICLE - 4))
                        wanted = min(left, 4 + int(more))
                        _Text(self, number, wanted, file).write()
                        left, number = left - wanted, number + 1

    def put(self, kind: str, data: dict[str, Any], out: TextIO | None = None) -> None:
        line = json.dumps({kind: data}, ensure_ascii=False, separators=(",", ":"))
        (out or self.out[kind]).write(line + "\n")

    def pick(self, weighted: dict[str, int]) -> str:
        return self.random.choices(list(weighted), list(weighted.values()))[0]

    def sentence(self, mean: int) -> str:
        size = max(3, int(self.random.gauss(mean, mean / 4)))
        return " ".join(self.random.choices(self.words, k=size)).capitalize() + "."

    def _country(self, iso: str) -> None:
        self.put(
            "country",
            {
                "country": iso,
                "coalition_role": "beneficiary" if iso == "UKR" else "not_stated",
            },
        )
        self.put(
            "actor",
            {"actor_id": f"state-{iso.lower()}", "name": iso, "kind": "state", "country": iso},
        )


_FILES = {
    "country": "countries",
    "actor": "actors",
    "event": "events",
    "instrument": "instruments",
    "commitment": "commitments",
    "relation": "relations",
}


class _Text:
    """One article: its words, written sentence by sentence, and what they are coded as."""

    def __init__(self, corpus: _Corpus, number: int, quotes: int, out: TextIO) -> None:
        self.corpus, self.random, self.out = corpus, corpus.random, out
        self.id = f"synthetic-{number:07}"
        self.quotes = quotes
        self.parts: list[str] = []
        self.length = 0
        self.tokens = 0
        self.anchors: list[Proof] = []
        self.named: set[str] = set()
        self.first_named: dict[str, tuple[int, int]] = {}
        self.seen: set[tuple[str, ...]] = set()
        self.day = date(2025, 1, 1) + timedelta(days=self.random.randrange(700))
        self.positions: dict[str, set[bool]] = {}
        self.happened: list[tuple[str, str, str | None]] = []

    def write(self) -> None:
        corpus, choose = self.corpus, self.random
        published = self.day.isoformat()
        corpus.put(
            "article",
            {
                "article_id": self.id,
                "publisher": choose.choice(corpus.words).capitalize(),
                "published": published,
                "published_basis": "text",
                "url": f"https://example.org/{self.id}",
                "url_kind": "canonical",
                "derivation": choose.choices(("original", "syndicated", "relay"), (6, 3, 1))[0],
                "work_id": f"work-{self.id}",
                "language": "en",
                "notes": corpus.sentence(12),
            },
            self.out,
        )
        speakers = [self._speaker() for _ in range(max(1, self.quotes // _QUOTES_A_SPEAKER))]
        first: list[str] = []
        for number in range(1, self.quotes + 1):
            if choose.random() < _EVENTS:
                self._event(speakers)
            self._quote(f"q{number:02}", choose.choice(speakers), first)
        self._mentions(first)
        size = self.length
        text = "".join(self.parts)
        if self.corpus.texts:
            (self.corpus.texts / f"{self.id}.txt").write_text(text, "utf-8", newline="")
        whole = hashlib.sha256(text.encode()).hexdigest()
        self.anchors.append(Proof(self.id, "text", "", "", 0, size, self.tokens, whole))
        self.anchors.sort(key=lambda a: (a.part, a.start, a.end, a.key, a.words))
        for proof in self.anchors:
            self.corpus.anchors.write(",".join(proof.cells) + "\n")

    def _speaker(self) -> tuple[str, str, str]:
        corpus = self.corpus
        corpus.speakers += 1
        name = " ".join(w.capitalize() for w in self.random.choices(corpus.words, k=2))
        actor = f"speaker-{corpus.speakers}"
        iso = self.random.choice(_COUNTRIES)
        corpus.put(
            "actor",
            {
                "actor_id": actor,
                "name": name,
                "kind": "person",
                "country": iso,
                "names": [name],
            },
        )
        return actor, name, iso

    def _say(
        self, opening: list[str], quoted: int, naming: Sequence[str] = ()
    ) -> tuple[str, tuple[int, int, str]]:
        """Add a sentence; return its locator, and the place of the words that are quoted.

        `naming` are words that follow the first three; their place is returned instead.
        """
        corpus, choose = self.corpus, self.random
        least = len(opening) + quoted + len(naming) + 6
        size = max(least, min(60, int(choose.lognormvariate(2.87, 0.49))))
        while True:
            words = [*opening, *choose.choices(corpus.words, k=size - len(opening))]
            words[3 : 3 + len(naming)] = naming or words[3:3]
            words[0] = words[0].capitalize()
            # Its first three words name a passage, so no other begins with them.
            if (head := tuple(w.lower() for w in words[:3])) not in self.seen:
                self.seen.add(head)
                break
        begin, start = len(opening), self.length
        spoken = " ".join(words[begin : begin + quoted])
        if quoted:
            before = " ".join(words[:begin]) + (" “" if begin else "“")
            text = f"{before}{spoken}” {' '.join(words[begin + quoted :])}"
            place = start + len(before), start + len(before) + len(spoken)
        else:
            at = start + len(" ".join(words[:3])) + 1
            text, place = " ".join(words), (at, at)
        end = start + len(text)
        locator = (
            " ".join(words) if size <= 11 and not quoted
            else f"{' '.join(words[:3])} … {' '.join(words[-3:])}"
        )  # fmt: skip
        self._prove("passage", "", locator, (start, end), words)
        self.parts.append(text + (".\n\n" if choose.random() < 0.3 else ". "))
        self.length += len(self.parts[-1])
        self.tokens += size
        return locator, (*place, spoken)

    def _prove(
        self, part: str, key: str, locator: str, place: tuple[int, int], words: list[str]
    ) -> None:
        proof = hashlib.sha256(" ".join(words).lower().encode()).hexdigest()
        self.anchors.append(Proof(self.id, part, key, locator, *place, len(words), proof))

    def _event(self, speakers: list[tuple[str, str, str]]) -> None:
        corpus, choose = self.corpus, self.random
        corpus.events += 1
        day = self.day - timedelta(days=choose.randrange(60))
        kind = choose.choice(_TYPES)
        count = min(len(speakers), int(choose.expovariate(1 / _PARTICIPANTS) + 0.5))
        present = sorted(choose.sample(speakers, count))
        actors = [actor for actor, _, _ in present]
        instrument = None
        if choose.random() < _INSTRUMENTS:
            corpus.instruments += 1
            instrument, kind = f"declaration-{corpus.instruments}", "signing"
        dated = choose.random() < 0.8 or instrument is not None
        event_id = f"{day if dated else 'undated'}-event-{corpus.events}"
        attended = {} if kind == "media_report" else {"attendance": "unknown"}
        data: dict[str, Any] = {
            "event_id": event_id,
            "title": corpus.sentence(5)[:-1],
            "description": corpus.sentence(12),
            "event_type": kind,
            "status": "occurred",
            "in_scope": choose.random() < 0.9,
            "participants": [{"actor_id": a, "role": "participant"} | attended for a in actors],
        }
        if dated:
            data["date"] = f"{day}" if choose.random() < 0.7 else f"[{day}..{self.day}]"
            data["date_basis"] = "stated"
        else:
            data["status"] = "proposed"
        if choose.random() < 0.3:
            data["place"] = choose.choice(corpus.words).capitalize()
        corpus.put("event", data)
        supports = [
            f"events/{event_id}",
            *(f"event_participants/{event_id}/{a}" for a in actors),
        ]
        if instrument:
            corpus.put(
                "instrument",
                {
                    "instrument_id": instrument,
                    "title": corpus.sentence(5)[:-1],
                    "form": "declaration",
                    "legal_status": "political",
                    "event_id": event_id,
                    "signed_on": str(day),
                },
            )
            supports.append(f"instruments/{instrument}")
        names = [name for _, name, _ in present]
        locator, (at, _, _) = self._say([], 0, " ".join(names).split())
        for actor, name in zip(actors, names, strict=True):
            key = f"{event_id}/{actor}"
            self._prove("participant", key, name, (at, at + len(name)), name.split())
            self.first_named.setdefault(actor, (at, at + len(name)))
            at += len(name) + 1
        self._passage(locator, supports)
        self.happened.append((event_id, str(day), instrument))

    def _quote(self, key: str, speaker: tuple[str, str, str], first: list[str]) -> None:
        corpus, choose = self.corpus, self.random
        actor, name, _ = speaker
        form = choose.choices(("indirect", "partial", "direct"), (51, 23, 12))[0]
        quoted = 0 if form == "indirect" else 1 + min(40, int(choose.expovariate(1 / 8)))
        start = self.length
        cue = choose.choice(corpus.words)
        while (*name.lower().split(), cue) in self.seen:
            cue = choose.choice(corpus.words)
        locator, (begin, end, spoken) = self._say([*name.split(), cue], quoted)
        if actor not in self.named:
            self.named.add(actor)
            here = self.first_named.get(actor, (start, start + len(name)))
            self._prove("name", actor, name, here, name.split())
        day = self.day - timedelta(days=choose.randrange(10))
        event = (
            choose.choice(self.happened) if self.happened and choose.random() < 0.5 else None
        )
        measure = corpus.pick(_MEASURES)
        data: dict[str, Any] = {
            "id": key,
            "speaker_id": actor,
            "form": form,
            "gist": corpus.sentence(11),
            "cue": cue,
            "attribution": "named",
            "said": str(day) if choose.random() < 0.8 else f"[..{day}]",
            "about_actor_id": f"state-{choose.choice(_COUNTRIES).lower()}",
            "measure": measure,
        }
        if quoted:
            data["text"] = spoken
            exact = hashlib.sha256(spoken.encode()).hexdigest()[:16]
            self._prove("quote", key, f"{form} {exact}", (begin, end), spoken.split())
        if event:
            data["event_id"] = event[0]
        corpus.put("quote", data, self.out)
        supports = [f"quotes/{key}"]
        disputes = []
        if choose.random() < _COMMITMENTS:
            commitment = self._commitment(key, speaker, measure, event, data["said"])
            supports.append(f"commitments/{commitment}")
            draw = choose.random()
            if draw < 0.2:
                supports.append(f"commitments/{commitment}#condition")
            elif draw < 0.25:
                disputes.append(f"commitments/{commitment}#strength")
            if draw > 0.8:  # a second sentence on the same
                more, _ = self._say([], 0)
                self._passage(more, [f"commitments/{commitment}"])
        if not first:
            first.append(locator)
            self.first = supports, disputes
        else:
            self._passage(locator, supports, disputes)

    def _commitment(
        self,
        key: str,
        speaker: tuple[str, str, str],
        measure: str,
        event: tuple[str, str, str | None] | None,
        said: str,
    ) -> str:
        corpus, choose = self.corpus, self.random
        actor, name, own = speaker
        iso = own if choose.random() < 0.55 else choose.choice(_COUNTRIES)
        corpus.commitments += 1
        day = date.fromisoformat(said.strip("[.]"))
        commitment = f"{iso.lower()}-{measure}-{day}-{corpus.commitments}"
        strengths = _OWN if iso == own else _CLAIMED
        strength = corpus.pick({k: weight for k, (weight, _) in strengths.items()})
        rank = strengths[strength][1]
        condition = corpus.pick(_CONDITIONS)
        data: dict[str, Any] = {
            "commitment_id": commitment,
            "actor_id": f"state-{iso.lower()}",
            "measure": measure,
            "strength": strength,
            "asserted_by": actor,
            "self_asserted": iso == own,
            "condition": condition,
            "location": choose.choices(("unspecified", "in_ukraine"), (5, 2))[0],
            "stated": said,
            "quote_id": f"{self.id}.{key}",
            "summary": corpus.sentence(12) if iso == own else f"{name} {corpus.sentence(10)}",
        }
        if measure not in ("territory", "ceasefire", "sanctions"):
            data["beneficiary_id"] = "state-ukr"
        if condition == "other":
            data["condition_note"] = corpus.sentence(6)
        if event:
            data["event_id"] = event[0]
            if event[2] and iso == own:
                data |= {"strength": "signed", "instrument_id": event[2]}
                rank = 5
        if choose.random() < 0.05:
            data |= {
                "quantity_best": choose.randrange(1000, 50_000),
                "quantity_unit": "troops",
                "quantity_bound": "about",
            }
        corpus.put("commitment", data)
        if rank < 0 or rank >= 2:  # what is floated makes no role
            self.positions.setdefault(iso, set()).add(rank > 0)
        before, this = corpus.latest.get(iso), (commitment, day, "" if iso == own else actor)
        if before and choose.random() < _RELATIONS:
            later, earlier = (this, before) if day >= before[1] else (before, this)
            # Nobody repeats what somebody else says.
            same_source = choose.random() < 0.3 and later[2] == earlier[2]
            relation = "reiterates" if same_source else "qualifies"
            corpus.put(
                "relation",
                {"subject_id": later[0], "object_id": earlier[0], "relation": relation},
            )
        corpus.latest[iso] = this
        return commitment

    def _mentions(self, first: list[str]) -> None:
        countries = {*self.positions, *self.random.sample(_COUNTRIES, 4)}
        if self.id.endswith("0000000"):
            countries.update(_COUNTRIES)  # a country that nobody names is none of the dataset
        supports, disputes = self.first
        for iso in sorted(countries):
            signs = self.positions.get(iso, set())
            role = {"UKR": "beneficiary", "RUS": "adversary"}.get(
                iso, "committer" if True in signs else "refuser" if signs else "background"
            )
            self.corpus.put("mention", {"country": iso, "role": role}, self.out)
            supports.append(f"mentions/{iso}")
        if "UKR" in countries:
            supports.append("countries/UKR#coalition_role")
        self._passage(first[0], supports, disputes)

    def _passage(
        self, locator: str, supports: list[str], disputes: list[str] | None = None
    ) -> None:
        data: dict[str, Any] = {"locator": locator, "supports": supports}
        if disputes:
            data["disputes"] = disputes
        self.corpus.put("passage", data, self.out)


def main() -> None:
    """Write a corpus for looking at."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("quotes", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--texts", action="store_true", help="write the texts, too")
    options = parser.parse_args()
    generate(options.folder, options.quotes, seed=options.seed, texts=options.texts)


if __name__ == "__main__":
    main()
