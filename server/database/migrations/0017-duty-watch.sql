-- Whom the duty has to look after, and when: so that a look costs what is due and not all that waits.

-- Cases with something unread, and when the table has to be asked next whom to call to each.
CREATE TABLE duty_watch (
  case_id uuid PRIMARY KEY REFERENCES assistance_case,
  look_at timestamptz NOT NULL
);
CREATE INDEX duty_watch_due ON duty_watch (look_at);
INSERT INTO duty_watch SELECT id, unread_since FROM assistance_case WHERE unread_since IS NOT NULL;

-- Whoever changes what the table is asked with, in whatever way: the case is looked at anew, at once.
CREATE FUNCTION watch_unread() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.unread_since IS NULL THEN
    DELETE FROM duty_watch WHERE case_id = NEW.id;
  ELSE
    INSERT INTO duty_watch VALUES (NEW.id, NEW.unread_since) ON CONFLICT (case_id) DO UPDATE SET look_at = EXCLUDED.look_at;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER assistance_case_is_watched AFTER INSERT ON assistance_case
  FOR EACH ROW WHEN (NEW.unread_since IS NOT NULL) EXECUTE FUNCTION watch_unread();
CREATE TRIGGER assistance_case_is_watched_anew AFTER UPDATE ON assistance_case
  FOR EACH ROW WHEN ((OLD.unread_since, OLD.mission, coalesce(OLD.priority, OLD.suggested), OLD.sealed_at, OLD.taken_by)
    IS DISTINCT FROM (NEW.unread_since, NEW.mission, coalesce(NEW.priority, NEW.suggested), NEW.sealed_at, NEW.taken_by))
  EXECUTE FUNCTION watch_unread();

-- Who may know of a sealed case is its duty.
CREATE FUNCTION watch_confidant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE duty_watch w SET look_at = c.unread_since FROM assistance_case c
    WHERE c.id = w.case_id AND c.id = coalesce(NEW.case_id, OLD.case_id) AND c.unread_since IS NOT NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER assistance_confidant_is_watched AFTER INSERT OR DELETE ON assistance_confidant
  FOR EACH ROW EXECUTE FUNCTION watch_confidant();

-- How the duty of each place was when it was last seen: where it has changed, what waits there is looked at anew.
CREATE TABLE duty_seen (
  mission text PRIMARY KEY,
  duty text NOT NULL
);

-- What is counted of a year.
CREATE INDEX assistance_case_opened ON assistance_case (opened_at);
