"""A questionnaire as it is written: how its records become blocks, what an editor's form leaves out, conditions as clicks."""
