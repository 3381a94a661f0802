-- A voice note or a photograph that follows a report, in pieces, as far as the line carried it.

CREATE TABLE report_media (
  -- Made by the telephone, so that announcing it twice makes one.
  id uuid PRIMARY KEY,
  report_id uuid NOT NULL REFERENCES assistance_report,
  kind text NOT NULL CHECK (kind IN ('voice', 'photo')),
  -- How many bytes are kept, and how many of them have arrived.
  size integer NOT NULL CHECK (size BETWEEN 0 AND 4194304),
  received integer NOT NULL DEFAULT 0 CHECK (received BETWEEN 0 AND size),
  -- What its bytes turned out to be; null while they are arriving, and where nothing can be made of them.
  media_type text,
  -- `unplayable`: no voice and no picture that we know. `cut`: more was announced than is kept.
  flags text[] NOT NULL DEFAULT '{}' CHECK (flags <@ ARRAY['unplayable', 'cut']),
  -- A photograph made anew, without what its file said beside the picture; its pieces are gone then.
  picture bytea,
  begun_at timestamptz NOT NULL,
  stored_at timestamptz,
  read_at timestamptz,
  read_by uuid REFERENCES officer,
  CHECK (stored_at IS NULL OR received = size),
  CHECK (stored_at >= begun_at),
  CHECK ((read_at IS NULL) = (read_by IS NULL)),
  CHECK (read_at IS NULL OR read_at >= stored_at)
);
CREATE INDEX report_media_report ON report_media (report_id);

CREATE TABLE report_media_piece (
  media_id uuid NOT NULL REFERENCES report_media ON DELETE CASCADE,
  -- Where it begins, in bytes.
  at integer NOT NULL CHECK (at >= 0),
  bytes bytea NOT NULL CHECK (length(bytes) > 0),
  PRIMARY KEY (media_id, at)
);
