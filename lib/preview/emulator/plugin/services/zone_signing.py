"""Route 53 tells of each zone whether it is signed. Here none is: what signs one is only recorded."""

import re

from ministack.services import route53

ZONE = re.compile(r"^/2013-04-01/hostedzone/(\w+)/dnssec$")
ANSWER = (
    '<?xml version="1.0"?><GetDNSSECResponse xmlns="https://route53.amazonaws.com/doc/2013-04-01/">'
    "<Status><ServeSignature>NOT_SIGNING</ServeSignature></Status><KeySigningKeys/></GetDNSSECResponse>"
)


def install() -> None:
    """Answer GetDNSSEC for zones that there are before MiniStack does, which does not know it."""
    original = route53.handle_request

    async def handle_request(method, path, headers, body, query_params):
        asked = ZONE.match(path)
        if method == "GET" and asked and asked[1] in route53._zones:
            return 200, {"Content-Type": "text/xml"}, ANSWER.encode()
        return await original(method, path, headers, body, query_params)

    route53.handle_request = handle_request
