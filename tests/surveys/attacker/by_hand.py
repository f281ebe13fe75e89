"""Releases written by hand, of one topmost unit and units below it."""

POLICY = {"k": 5, "k_diff": 5, "k_distribution": 10}
FIVE = {"key": "trivs", "steps": 5, "points": ["1", "2", "3", "4", "5"], "mean": True, "hosts": []}
TWO = {**FIVE, "key": "trygg"}
RULE = {"measure": "mean", "over": "persons", "least": "1/2", "minus": "0", "times": "1", "parts": []}
PARTS = [{"item": one["key"], "weight": "1", "points": one["points"]} for one in (FIVE, TWO)]
INDEX = {"key": "båda", "members": ["trivs", "trygg"], "ends": ["1", "5"], "steps": 5, "rule": {**RULE, "items": PARTS}}


def cell(place, measure, n, mean, is_="at", shares=None, step=None):
    mean = {"is": is_, "value": mean, "of": "own"}
    names = {"release": "inner", "subject": "g/", "place": place, "audience": "g", "measure": measure}
    return {**names, "n": n, "mean": mean, "shares": shares, "step": step}


def documents(cells, heads, own=None, measures=("trivs",)):
    units = [{"key": "kommun", "parent": None, "whole": True}]
    units += [{"key": unit, "parent": "kommun", "whole": True} for unit in heads]
    subject = {"key": "g/", "family": "g", "measures": list(measures), "policy": POLICY, "public": None, "groups": []}
    release = {
        "format": "kvalitetshjulet/release/1",
        "units": units,
        "families": [{"key": "g", "audiences": ["guardian"]}],
        "items": [FIVE, TWO],
        "indices": [INDEX],
        "subjects": [subject],
        "cells": cells,
    }
    told = [
        {"unit": unit, "audience": "guardian", "invited": n, "ballots": n, "persons": str(n)}
        for unit, n in heads.items()
    ]
    return release, {"format": "kvalitetshjulet/knowledge/1", "heads": told, "own": own}
