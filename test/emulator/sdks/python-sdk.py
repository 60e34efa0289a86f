"""Makes the document's calls with Plivo's SDK for Python against an emulator, and prints what they answer as JSON."""

import json
import os

import plivo
import plivo.rest.client as rest

HOST = "https://api.plivo.com"
endpoint = os.environ["PLIVO_ENDPOINT"]

# The SDK has its host written in: its constants lead to the emulator instead.
for name, value in list(vars(rest).items()):
    if isinstance(value, str) and value.startswith(HOST):
        setattr(rest, name, value.replace(HOST, endpoint))


def error_of(call):
    try:
        call()
    except plivo.exceptions.PlivoRestError as error:
        return "%s: %s" % (type(error).__name__, error)
    return None


client = plivo.RestClient()  # credentials from the environment, which it checks
client.base_uri = client.base_uri.replace(HOST, endpoint)
sessions = client.masking_sessions

created = sessions.create_masking_session(first_party="+12025550100", second_party="+12025550111")
session_uuid = created.session_uuid
found = sessions.get_masking_session(session_uuid)
listed = sessions.list_masking_session(status="active")
updated = sessions.update_masking_session(session_uuid=session_uuid, call_time_limit=3600, record=True)
single = sessions.create_masking_session(first_party="+12025550122", create_session_with_single_party=True)
refused = error_of(
    lambda: sessions.create_masking_session(
        first_party="+12025550100", second_party="+12025550111", session_expiry=1
    )
)
deleted = sessions.delete_masking_session(session_uuid)
again = error_of(lambda: sessions.delete_masking_session(session_uuid))
missing = error_of(lambda: sessions.get_masking_session("none"))

print(
    json.dumps(
        {
            "version": plivo.version.__version__,
            "created": created.message,
            "sessionUuid": session_uuid,
            "found": found.response.first_party,
            "listed": len(listed["objects"] if isinstance(listed, dict) else listed.response.objects),
            "updated": [updated.message, updated.session.call_time_limit, updated.session.record],
            "single": single.session.second_party,
            "refused": refused,
            "deleted": deleted.message,
            "again": again,
            "missing": missing,
        }
    )
)
