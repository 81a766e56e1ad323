from nsa_grants.models.grant_project import GrantProject
from nsa_grants.models.parts import GrantLink, GrantReport, Quote, Reach
from nsa_grants.models.picture import GrantPicture

__all__ = ["GrantLink", "GrantPicture", "GrantProject", "GrantReport", "Quote", "Reach"]
