"""Identities of SES: the names and values of the DKIM records, which CloudFormation tells and MiniStack does not."""

from ministack.services import ses, ses_v2


def create_identity(logical_id: str, properties: dict, stack: str) -> tuple[str, dict]:
    """A domain has three tokens, which SES keeps; an address has none."""
    from ministack.services.cloudformation.provisioners import _ses_email_identity_create

    identity, attributes = _ses_email_identity_create(logical_id, properties, stack)
    signing = properties.get("DkimSigningAttributes") or {}
    dkim = ses_v2._easy_dkim_attributes(identity, ses_v2._identities[identity]["IdentityType"], signing)
    told = ses_v2._identities[identity]["DkimAttributes"]
    enabled = (properties.get("DkimAttributes") or {}).get("SigningEnabled", True)
    ses_v2._identities[identity]["DkimAttributes"] = told | dkim | {"SigningEnabled": str(enabled).lower() == "true"}
    if length := signing.get("NextSigningKeyLength"):
        ses_v2._identities[identity]["DkimAttributes"]["NextSigningKeyLength"] = length
    return identity, attributes | _records(identity)


def _records(identity: str) -> dict:
    """Whole names, as AWS tells them: they end with the domain."""
    if "@" in identity:
        return {}
    tokens = enumerate(ses._dkim_tokens(identity), start=1)
    return {
        f"DkimDNSToken{kind}{number}": form.format(token=token, domain=identity)
        for number, token in tokens
        for kind, form in (("Name", "{token}._domainkey.{domain}"), ("Value", "{token}.dkim.amazonses.com"))
    }


HANDLERS = {"AWS::SES::EmailIdentity": {"create": create_identity}}
COMPLETIONS: dict = {}
