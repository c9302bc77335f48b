"""Reading a suspicious letter in a child process with limits, so that no letter stops the next (HAZARDS T-14)."""

from __future__ import annotations

import pickle
import struct
import subprocess
import sys

from mailpm.message.limits import CPU_SECONDS, LetterBreaksLimits, check, suspicious
from mailpm.message.parse import parse
from mailpm.model.mail import Message


def parse_within_limits(raw: bytes, *, authserv_ids: tuple[str, ...] = (), microsoft: bool = False) -> Message:
    """Like `parse`, but a letter that looks costly is read in a child process of at most 10 s CPU and 512 MiB.

    Ordinary letters are read in this process: the look at the bytes costs a few microseconds. Raises
    `LetterBreaksLimits` where the limits are broken, whatever way the child died.
    """
    check(raw)
    if not suspicious(raw):
        return parse(raw, authserv_ids=authserv_ids, microsoft=microsoft)
    request = pickle.dumps((authserv_ids, microsoft))
    try:
        done = subprocess.run(
            [sys.executable, "-m", "mailpm.message.child"],
            input=struct.pack(">I", len(request)) + request + raw,
            capture_output=True,
            timeout=3 * CPU_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise LetterBreaksLimits("too slow to read") from error
    if done.returncode != 0 or not done.stdout:
        last = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise LetterBreaksLimits(f"the reader ended with {done.returncode}: {last[:300]}")
    answer = pickle.loads(done.stdout)  # written by our own child, never by the letter
    if isinstance(answer, Message):
        return answer
    raise LetterBreaksLimits(str(answer))
