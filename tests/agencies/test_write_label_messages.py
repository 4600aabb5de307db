from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from agencies.management.commands import write_label_messages


def test_the_words_of_the_reference_data_are_up_to_date():
    call_command("write_label_messages", check=True, stdout=StringIO())


def test_a_module_left_behind_is_reported_and_rewritten(monkeypatch, tmp_path):
    module = tmp_path / "code_labels.py"
    module.write_text("LABELS = ()\n")
    monkeypatch.setattr(write_label_messages, "MODULE", module)
    with pytest.raises(CommandError, match="out of date"):
        call_command("write_label_messages", check=True, stdout=StringIO())
    call_command("write_label_messages", stdout=StringIO())
    assert 'gettext_noop("Viet Nam")' in module.read_text()
    call_command("write_label_messages", check=True, stdout=StringIO())
