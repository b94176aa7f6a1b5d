-- The tables as the first release made them.
CREATE TABLE consents (
    id SERIAL NOT NULL,
    contact VARCHAR(120) NOT NULL,
    purpose VARCHAR(20) NOT NULL,
    granted BOOLEAN NOT NULL,
    source VARCHAR(20) NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX ix_consents_at ON consents (at);
CREATE INDEX ix_consents_contact ON consents (contact);
CREATE TABLE deliveries (
    id SERIAL NOT NULL,
    contact VARCHAR(120) NOT NULL,
    key VARCHAR(100) NOT NULL,
    provider_id VARCHAR(200) NOT NULL,
    outcome VARCHAR(20) NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX ix_deliveries_at ON deliveries (at);
CREATE INDEX ix_deliveries_contact ON deliveries (contact);
CREATE TABLE feedback (
    id SERIAL NOT NULL,
    contact VARCHAR(120) NOT NULL,
    survey_key VARCHAR(200) NOT NULL,
    service_request_id VARCHAR(100) NOT NULL,
    language VARCHAR(20) NOT NULL,
    fixed VARCHAR(10),
    rating INTEGER,
    comment TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (survey_key)
);
CREATE INDEX ix_feedback_at ON feedback (at);
CREATE INDEX ix_feedback_contact ON feedback (contact);
CREATE TABLE staff_calls (
    id SERIAL NOT NULL,
    contact VARCHAR(120) NOT NULL,
    reason VARCHAR(50) NOT NULL,
    words TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX ix_staff_calls_at ON staff_calls (at);
CREATE INDEX ix_staff_calls_contact ON staff_calls (contact);
CREATE TABLE transcripts (
    id SERIAL NOT NULL,
    contact VARCHAR(120) NOT NULL,
    direction VARCHAR(3) NOT NULL,
    text TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX ix_transcripts_at ON transcripts (at);
CREATE INDEX ix_transcripts_contact ON transcripts (contact);
