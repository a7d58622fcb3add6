"""Run by the peers' own Python: seconds of the processor that jionlp takes for amounts, times and places of texts.

Reads a JSON list of texts from standard input; the first is read once more before, so that its dictionaries are loaded.
"""

import contextlib
import json
import sys
import time

with contextlib.redirect_stdout(sys.stderr):
    import jionlp


def read(text: str) -> None:
    """Extract what the peer can, sentence by sentence as its functions want it."""
    for sentence in jionlp.split_sentence(text, criterion="coarse"):
        jionlp.ner.extract_money(sentence)
        jionlp.ner.extract_time(sentence)
    # A page without any place is an error to the peer.
    with contextlib.suppress(Exception):
        jionlp.recognize_location(text)


texts = json.load(sys.stdin)
with contextlib.redirect_stdout(sys.stderr):
    read(texts[0])
    start = time.process_time()
    for each in texts:
        read(each)
print(time.process_time() - start)
