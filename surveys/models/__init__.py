"""What is stored of surveys."""

from surveys.models.questionnaire import Questionnaire, QuestionnaireVersion

__all__ = ["Questionnaire", "QuestionnaireVersion"]
