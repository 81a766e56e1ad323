"""What tests of the stages do again and again."""

from datetime import date

from acpmigration.dates import DatedFact
from technical_assistance.domain.stages import complete_stage
from technical_assistance.enums import DocumentKind, StageKind
from tests.factories.technical_assistance import StageDocumentFactory

TODAY = date(2019, 5, 8)
MAY = DatedFact.on(date(2018, 5, 2))
JUNE = DatedFact.on(date(2018, 6, 4))
NOTE, FICHE, BASELINE, ASSISTANCE = StageKind
CLOSES = {
    NOTE: DocumentKind.CONCEPT_NOTE,
    FICHE: DocumentKind.TA_FICHE,
    BASELINE: DocumentKind.BASELINE_REPORT,
    ASSISTANCE: DocumentKind.TA_REPORT,
}


def attach(intervention, *kinds):
    for kind in kinds:
        stage = intervention.stages.get(kind=kind)
        StageDocumentFactory(stage=stage, kind=CLOSES[kind])


def complete(intervention, kind, by, when=MAY, **more):
    return complete_stage(
        intervention=intervention, kind=kind, when=when, by=by, today=TODAY, **more
    )


def stage(intervention, kind):
    return intervention.stages.get(kind=kind)


def states(intervention):
    return [stage.state for stage in intervention.stages.in_order()]
