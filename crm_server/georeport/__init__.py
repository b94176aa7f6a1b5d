"""GeoReport v2 and its extensions, in JSON and XML.

Source: the specification at wiki.open311.org/GeoReport_v2, the extensions of Chicago and Boston (`page`,
`updated_after`, `extensions=true`) and of mySociety (`servicerequestupdates`).
"""
