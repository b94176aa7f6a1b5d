"""A city's services and the request types they belong to. (Being written with `text311 services sync`, by the CRM colleague.)"""
