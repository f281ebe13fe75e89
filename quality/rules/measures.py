"""Plans of measures: what keeps an action plan, or a yearly plan against abusive treatment, in its stage."""

from dataclasses import dataclass

ACTION, ABUSE = "action-plan", "abusive-treatment"
KINDS = (ACTION, ABUSE)
ACCOUNT, EARLIER, TEXT, MEASURES, UNDER_WAY = "account", "earlier", "text", "measures", "under_way"


@dataclass(frozen=True)
class Written:
    """What stands in a plan. under_way: measures of which nobody has said what came; earlier: such of the year before."""

    text: bool = False
    account: bool = False
    measures: int = 0
    under_way: int = 0
    earlier: int = 0


def not_accounted(kind: str, written: Written) -> str:
    """Return what keeps a plan from accounting for the year before (skollagen 6 kap. 8 §), empty where nothing does."""
    if kind != ABUSE:
        return ""
    if not written.account:
        return ACCOUNT
    return EARLIER if written.earlier else ""


def not_written(written: Written) -> str:
    """Return what keeps a plan from being written: why, and at least one measure."""
    if not written.text:
        return TEXT
    return "" if written.measures else MEASURES


def holds(kind: str, stage: str, written: Written) -> str:
    """Return what holds a plan in `stage`, empty where nothing does.

    The planning ends with what is written, and in a yearly plan with the account of last year's. The measures of an action plan
    hold what is left of it: it closes when each is done or given up. Those of a yearly plan are accounted for in the next.
    """
    if stage == "plan":
        return not_accounted(kind, written) or not_written(written)
    return UNDER_WAY if kind == ACTION and stage == "do" and written.under_way else ""
