-- Accounts, officers and everything that signs them in. An account is not a person: it is who signs in.

CREATE TABLE account (
  id uuid PRIMARY KEY,
  email text NOT NULL UNIQUE CHECK (email = lower(email)),
  language text NOT NULL CHECK (language IN ('zh-Hans', 'en')),
  phones text[] NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL
);

CREATE TABLE officer (
  id uuid PRIMARY KEY,
  number integer NOT NULL UNIQUE CHECK (number > 0),
  name text NOT NULL,
  active boolean NOT NULL DEFAULT true,
  -- An example officer exists only in a demonstration; production refuses to start while one is there.
  example boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL
);

CREATE TABLE officer_assignment (
  officer_id uuid NOT NULL REFERENCES officer,
  mission text NOT NULL,
  role text NOT NULL,
  PRIMARY KEY (officer_id, mission, role)
);

CREATE TABLE officer_invitation (
  token_hash bytea PRIMARY KEY,
  officer_id uuid NOT NULL REFERENCES officer,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);

CREATE TABLE sign_in_code (
  id uuid PRIMARY KEY,
  email text NOT NULL,
  -- The language of the account that the code may make.
  language text NOT NULL CHECK (language IN ('zh-Hans', 'en')),
  code_hash bytea NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  attempts integer NOT NULL DEFAULT 0 CHECK (attempts BETWEEN 0 AND 5),
  used_at timestamptz
);
CREATE INDEX sign_in_code_by_email ON sign_in_code (email, created_at DESC);

CREATE TABLE passkey (
  id text PRIMARY KEY,
  account_id uuid REFERENCES account,
  officer_id uuid REFERENCES officer,
  public_key bytea NOT NULL,
  counter bigint NOT NULL,
  transports text[] NOT NULL,
  label text NOT NULL,
  created_at timestamptz NOT NULL,
  last_used_at timestamptz,
  CHECK (num_nonnulls(account_id, officer_id) = 1)
);
CREATE INDEX passkey_by_account ON passkey (account_id);
CREATE INDEX passkey_by_officer ON passkey (officer_id);

CREATE TABLE recovery_code (
  account_id uuid NOT NULL REFERENCES account,
  code_hash bytea NOT NULL,
  used_at timestamptz,
  PRIMARY KEY (account_id, code_hash)
);

-- A WebAuthn challenge that waits for its answer; it is deleted as it is used, so that it serves once.
CREATE TABLE ceremony (
  id uuid PRIMARY KEY,
  kind text NOT NULL,
  challenge text NOT NULL,
  account_id uuid REFERENCES account,
  officer_id uuid REFERENCES officer,
  expires_at timestamptz NOT NULL
);

CREATE TABLE session (
  token_hash bytea PRIMARY KEY,
  id uuid NOT NULL UNIQUE,
  account_id uuid REFERENCES account,
  officer_id uuid REFERENCES officer,
  device text NOT NULL,
  created_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  stepped_up_at timestamptz,
  CHECK (num_nonnulls(account_id, officer_id) = 1)
);
CREATE INDEX session_by_account ON session (account_id);
CREATE INDEX session_by_officer ON session (officer_id);

-- When something was tried within the last hour, by a salted hash of what was tried and by whom.
CREATE TABLE attempt (
  key bytea PRIMARY KEY,
  times timestamptz[] NOT NULL
);
