-- The tables as the first release made them.
CREATE TABLE pushes (
    id SERIAL NOT NULL,
    body VARCHAR NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    next_at TIMESTAMP WITH TIME ZONE NOT NULL,
    attempts INTEGER NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX ix_pushes_next_at ON pushes (next_at);
CREATE TABLE secrets (
    name VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    PRIMARY KEY (name)
);
CREATE TABLE service_requests (
    id SERIAL NOT NULL,
    token VARCHAR NOT NULL,
    idempotency_key VARCHAR,
    service_code VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    extended_status VARCHAR NOT NULL,
    status_notes VARCHAR NOT NULL,
    close_reason VARCHAR NOT NULL,
    description VARCHAR NOT NULL,
    lat DOUBLE PRECISION,
    long DOUBLE PRECISION,
    address VARCHAR NOT NULL,
    address_id VARCHAR NOT NULL,
    zipcode VARCHAR NOT NULL,
    area VARCHAR NOT NULL,
    attributes JSON NOT NULL,
    media_urls JSON NOT NULL,
    crew_media_url VARCHAR NOT NULL,
    requested_datetime TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_datetime TIMESTAMP WITH TIME ZONE NOT NULL,
    expected_datetime TIMESTAMP WITH TIME ZONE,
    target_datetime TIMESTAMP WITH TIME ZONE,
    closed_datetime TIMESTAMP WITH TIME ZONE,
    claimed_by VARCHAR NOT NULL,
    duplicate_of INTEGER,
    filed_notice VARCHAR NOT NULL,
    channel VARCHAR NOT NULL,
    language VARCHAR NOT NULL,
    reporter JSON NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (token),
    UNIQUE (idempotency_key),
    FOREIGN KEY(duplicate_of) REFERENCES service_requests (id)
);
CREATE INDEX requests_by_place ON service_requests (status, lat, long);
CREATE INDEX requests_by_requested ON service_requests (requested_datetime);
CREATE INDEX requests_by_state ON service_requests (status, expected_datetime);
CREATE INDEX requests_by_updated ON service_requests (updated_datetime);
CREATE TABLE services (
    service_code VARCHAR NOT NULL,
    service_name VARCHAR NOT NULL,
    "group" VARCHAR NOT NULL,
    service_level VARCHAR NOT NULL,
    retired BOOLEAN NOT NULL,
    PRIMARY KEY (service_code)
);
CREATE TABLE changes (
    id SERIAL NOT NULL,
    request_id INTEGER NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    who VARCHAR NOT NULL,
    what VARCHAR NOT NULL,
    before VARCHAR NOT NULL,
    after VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    media_url VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    extended_status VARCHAR NOT NULL,
    public BOOLEAN NOT NULL,
    update_id VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(request_id) REFERENCES service_requests (id),
    UNIQUE (update_id)
);
CREATE INDEX ix_changes_at ON changes (at);
CREATE INDEX ix_changes_request_id ON changes (request_id);
CREATE TABLE feedback (
    update_id VARCHAR NOT NULL,
    request_id INTEGER NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    fixed VARCHAR NOT NULL,
    rating INTEGER,
    comment VARCHAR NOT NULL,
    channel VARCHAR NOT NULL,
    language VARCHAR NOT NULL,
    PRIMARY KEY (update_id),
    FOREIGN KEY(request_id) REFERENCES service_requests (id)
);
CREATE INDEX ix_feedback_request_id ON feedback (request_id);
