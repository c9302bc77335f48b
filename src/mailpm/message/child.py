"""The child process that reads one suspicious letter: its limits first, then the letter."""

from __future__ import annotations

import pickle
import struct
import sys

from mailpm.message.limits import CPU_SECONDS, MEMORY_BYTES, LetterBreaksLimits
from mailpm.message.parse import parse
from mailpm.model.mail import Message


def main() -> None:
    """The letter from standard input, the pickled Message, or why there is none, to standard output."""
    if sys.platform != "win32":  # Windows has none of these limits: there only the parent's time limit holds
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
        if sys.platform == "linux":  # elsewhere RLIMIT_AS is refused or means something else
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    (length,) = struct.unpack(">I", sys.stdin.buffer.read(4))
    authserv_ids, microsoft = pickle.loads(sys.stdin.buffer.read(length))
    answer: Message | str
    try:
        answer = parse(sys.stdin.buffer.read(), authserv_ids=authserv_ids, microsoft=microsoft)
    except LetterBreaksLimits as error:
        answer = str(error)
    except MemoryError:
        answer = f"needs more than {MEMORY_BYTES >> 20} MiB"
    sys.stdout.buffer.write(pickle.dumps(answer))


if __name__ == "__main__":
    main()
