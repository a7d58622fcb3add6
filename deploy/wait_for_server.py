"""Wait until the Prefect server at PREFECT_API_URL answers; the service manager ends the waiting."""

import os
import time
import urllib.request

OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def answers(api: str) -> bool:
    """Whether the server is ready to take requests."""
    try:
        with OPENER.open(f"{api}/health", timeout=10) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


if __name__ == "__main__":
    while not answers(os.environ["PREFECT_API_URL"]):
        time.sleep(0.5)
