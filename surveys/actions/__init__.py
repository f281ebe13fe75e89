"""What changes of surveys."""

from surveys.actions.answering import Busy, Sent, keep_draft, submit
from surveys.actions.clearing import clear_text
from surveys.actions.importing import import_questionnaire, look_over
from surveys.actions.keeping import delete_ballots
from surveys.actions.mixing import destroy_key, seal
from surveys.actions.opening import close_round, give_up_round, open_round, prolong_round, stop_round
from surveys.actions.paper import order_paper
from surveys.actions.pools import Taken, invite_into_pool
from surveys.actions.preparing import change_round, choose_units, discard_round, hold_back
from surveys.actions.publishing import CannotPublish, create_questionnaire, publish_version
from surveys.actions.recipients import discard_list, read_in_recipients, remove_invited, upload_recipients
from surveys.actions.release_job import start_release
from surveys.actions.releasing import release_round
from surveys.actions.rounds import Invitee, Plan, ask_units, invite, make_ready, make_round, sign_for_language
from surveys.actions.shelving import archive_questionnaire, unarchive_questionnaire

__all__ = [
    "Busy",
    "CannotPublish",
    "Invitee",
    "Plan",
    "Sent",
    "Taken",
    "archive_questionnaire",
    "ask_units",
    "change_round",
    "choose_units",
    "clear_text",
    "close_round",
    "create_questionnaire",
    "delete_ballots",
    "destroy_key",
    "discard_list",
    "discard_round",
    "give_up_round",
    "hold_back",
    "import_questionnaire",
    "invite",
    "invite_into_pool",
    "keep_draft",
    "look_over",
    "make_ready",
    "make_round",
    "open_round",
    "order_paper",
    "prolong_round",
    "publish_version",
    "read_in_recipients",
    "release_round",
    "remove_invited",
    "seal",
    "sign_for_language",
    "start_release",
    "stop_round",
    "submit",
    "unarchive_questionnaire",
    "upload_recipients",
]
