"""In which order the demo is lived: plans, a survey tied to them, values, two years of goals' turns, the last weeks."""

from organisation.kinds import demo
from quality.demo import lately, loading, placements, surveyed, told, turned, tying


def register() -> None:
    """Register the loaders, each behind what it builds on."""
    demo.register("quality", loading.adopt_before, after=["organisation"])
    demo.register("quality.sources", tying.load, after=["quality", "surveys"])
    demo.register("quality.surveyed", surveyed.load, after=["quality.sources"])
    demo.register("quality.values", loading.report, after=["quality.surveyed"])
    demo.register("quality.turned", turned.load, after=["cms", "quality.values", "workflows"])
    demo.register("quality.told", told.load, after=["quality.turned"])
    demo.register("quality.became", turned.say_what_became, after=["quality.told"])
    demo.register("quality.looked", surveyed.look, after=["quality.told"])
    demo.register("quality.lately", lately.load, after=["quality.became", "quality.looked", "surveys.running"])
    demo.register("quality.placements", placements.load, after=["quality.lately"])
