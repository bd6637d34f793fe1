"""What is left when a disk fills up, a mail is a bomb, a name lies or a signal comes."""

import pytest

pytest.register_assert_rewrite("survival.runs", "survival.sent", "survival.disks")
