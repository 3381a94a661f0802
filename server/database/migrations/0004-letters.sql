-- Letters to citizens and officers: written in the transaction that causes them, sent afterwards by a job.

CREATE TABLE letter (
  id uuid PRIMARY KEY,
  account_id uuid REFERENCES account,
  application_id uuid REFERENCES application,
  recipient text NOT NULL,
  language text NOT NULL CHECK (language IN ('zh-Hans', 'en')),
  template text NOT NULL,
  values jsonb NOT NULL DEFAULT '{}',
  at timestamptz NOT NULL,
  -- When it may next be tried; null once it is sent or given up.
  due_at timestamptz,
  attempts integer NOT NULL DEFAULT 0,
  sent_at timestamptz,
  failure text
);
CREATE INDEX letter_due ON letter (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX letter_by_account ON letter (account_id, at);
