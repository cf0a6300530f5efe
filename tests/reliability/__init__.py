"""Tests of build/reliability: made-up codings whose agreement is known."""
