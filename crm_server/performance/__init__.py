"""Numbers a city can trust: time to close with still-open cases counted, share on time, what residents say, and how sure we are.

`routes.router` has the page and its downloads. The reading of ticket tables and the figures themselves know no web.
"""
