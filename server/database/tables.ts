import type { AdviceAct, AdviceKind, AdviceState } from '@consular/domain/advice'
import type {
  Acknowledgement,
  AssistanceTypeCode,
  CaseEventKind,
  CaseState,
  ContactRole,
  DutyLevel,
  Limit,
  MediaFlag,
  PersonWord,
  Priority,
  ReportFlag,
  Situation,
  TaskOutcome,
} from '@consular/domain/assistance'
import type { AnswerSource, Channel, CrisisKind, CrisisState, PersonState, Saying } from '@consular/domain/crisis'
import type { ColumnType, Generated, GeneratedAlways } from 'kysely'

type Uuid = string
/** An instant travels as RFC 3339 text both ways: the driver is told not to make `Date`s. */
type Timestamp = string
/** JSON is written as text and read as whatever it is: parse it before use. */
type Json = ColumnType<unknown, string, string>
type JsonWithDefault = ColumnType<unknown, string | undefined, string>

/** Every table and its columns, as the migrations make them; a test compares this with the catalogue. */
export interface Tables {
  account: { id: Uuid; email: string; language: 'zh-Hans' | 'en'; phones: Generated<string[]>; created_at: Timestamp }
  officer: {
    id: Uuid
    number: number
    name: string
    active: Generated<boolean>
    example: Generated<boolean>
    created_at: Timestamp
  }
  officer_assignment: { officer_id: Uuid; mission: string; role: string }
  officer_invitation: { token_hash: Buffer; officer_id: Uuid; expires_at: Timestamp; used_at: Timestamp | null }
  sign_in_code: {
    id: Uuid
    email: string
    language: 'zh-Hans' | 'en'
    code_hash: Buffer
    created_at: Timestamp
    expires_at: Timestamp
    attempts: Generated<number>
    used_at: Timestamp | null
  }
  passkey: {
    id: string
    account_id: Uuid | null
    officer_id: Uuid | null
    public_key: Buffer
    counter: string
    transports: string[]
    label: string
    created_at: Timestamp
    last_used_at: Timestamp | null
  }
  recovery_code: { account_id: Uuid; code_hash: Buffer; used_at: Timestamp | null }
  ceremony: {
    id: Uuid
    kind: string
    challenge: string
    account_id: Uuid | null
    officer_id: Uuid | null
    expires_at: Timestamp
  }
  session: {
    token_hash: Buffer
    id: Uuid
    account_id: Uuid | null
    officer_id: Uuid | null
    device: string
    created_at: Timestamp
    last_seen_at: Timestamp
    expires_at: Timestamp
    stepped_up_at: Timestamp | null
  }
  attempt: { key: Buffer; times: Timestamp[] }
  application: {
    id: Uuid
    account_id: Uuid
    mission: string
    service: string
    rule: string
    document: string
    state: string
    version: Generated<number>
    reference: string | null
    answers: JsonWithDefault
    open_fields: Generated<string[]>
    defects: JsonWithDefault
    warnings: JsonWithDefault
    refusal: ColumnType<unknown, string | null | undefined, string | null>
    scanned_mrz: string | null
    birth_date: string | null
    document_number: string | null
    reviewer_id: Uuid | null
    recommended_by: Uuid | null
    decided_by: Uuid | null
    created_at: Timestamp
    updated_at: Timestamp
    submitted_at: Timestamp | null
    accepted_at: Timestamp | null
    returned_at: Timestamp | null
    resubmitted_at: Timestamp | null
    promised_on: string | null
    reminders: Generated<number>
  }
  application_event: {
    application_id: Uuid
    seq: number
    at: Timestamp
    move: string
    from_state: string
    to_state: string
    actor_kind: 'applicant' | 'officer' | 'system'
    actor_id: Uuid | null
    details: JsonWithDefault
  }
  attachment: {
    application_id: Uuid
    id: Uuid
    kind: string
    state: 'receiving' | 'stored' | 'refused'
    size: number
    sha256: string
    received: Generated<number>
    refusal: string | null
    content: Buffer | null
    width: number | null
    height: number | null
    created_at: Timestamp
  }
  attachment_piece: { application_id: Uuid; attachment_id: Uuid; start_at: number; bytes: Buffer }
  personalisation_order: { application_id: Uuid; payload: Json; signature: string; key: string; at: Timestamp }
  audit_event: {
    id: Uuid
    at: Timestamp
    action: string
    actor_kind: 'citizen' | 'officer' | 'source' | 'system' | 'nobody'
    actor_id: Uuid | null
    account_id: Uuid | null
    application_id: Uuid | null
    mission: string | null
    purpose: string | null
    outcome: 'done' | 'read' | 'refused'
    data: JsonWithDefault
  }
  audit_unsealed: { event_id: Uuid }
  audit_leaf: { index: string; event_id: Uuid; hash: Buffer }
  audit_head: { size: string; root: Buffer; edge: Buffer; at: Timestamp; signature: Buffer; key: string }
  letter: {
    id: Uuid
    account_id: Uuid | null
    application_id: Uuid | null
    recipient: string
    language: 'zh-Hans' | 'en'
    template: string
    values: JsonWithDefault
    at: Timestamp
    due_at: Timestamp | null
    attempts: Generated<number>
    sent_at: Timestamp | null
    failure: string | null
  }
  health_source: {
    id: Uuid
    mission: string
    kind: 'laboratory' | 'clinic'
    name: string
    country: string
    accreditation: string
    signing_key: Json
    api_key_hash: Buffer
    active: Generated<boolean>
    registered_by: Uuid
    registered_at: Timestamp
  }
  health_record: {
    id: Uuid
    source_id: Uuid | null
    mission: string
    kind: 'vaccination' | 'test' | 'recovery'
    content: Json
    lot: string | null
    sameness: Buffer
    state: 'held' | 'superseded' | 'withdrawn'
    supersedes: Uuid | null
    claim_hash: Buffer | null
    account_id: Uuid | null
    claimed_at: Timestamp | null
    evidence: Buffer | null
    received_at: Timestamp
  }
  health_upload: { id: Uuid; source_id: Uuid; lines: number; begun_at: Timestamp }
  health_upload_part: {
    upload_id: Uuid
    part: number
    digest: Buffer
    lines: number
    accepted: number
    repeated: number
    refused: number
    answers: Json
    at: Timestamp
  }
  health_document: {
    id: Uuid
    account_id: Uuid
    mission: string
    content: Json
    picture: Buffer | null
    state: 'waiting' | 'confirmed' | 'recorded' | 'refused'
    version: Generated<number>
    confirmed_by: Uuid | null
    decided_by: Uuid | null
    reason: string | null
    record_id: Uuid | null
    created_at: Timestamp
    decided_at: Timestamp | null
  }
  health_certificate: {
    id: Uuid
    family: string
    key_id: string
    uvci_hash: Buffer | null
    rid: string | null
    status_index: number | null
    salt: Buffer
    digest: Buffer
    account_id: Uuid | null
    holder_key: ColumnType<unknown, string | null | undefined, string | null>
    purpose: string
    issued_at: Timestamp
    expires_at: Timestamp
    revoked_at: Timestamp | null
    reason: 'corrected' | 'withdrawn' | 'recalled' | 'lost' | 'key-compromised' | null
    superseded_by: Uuid | null
  }
  health_certificate_record: { certificate_id: Uuid; record_id: Uuid }
  health_delivery: { certificate_id: Uuid; account_id: Uuid; text: string; until: Timestamp }
  health_recall: {
    id: Uuid
    mission: string
    source_id: Uuid | null
    lot: string | null
    from_day: string | null
    until_day: string | null
    reason: string
    state: 'proposed' | 'done' | 'rejected'
    proposed_by: Uuid
    proposed_at: Timestamp
    decided_by: Uuid | null
    decided_at: Timestamp | null
    records: number | null
    certificates: number | null
  }
  trust_source: {
    id: Uuid
    name: string
    kind: 'gdhcn' | 'dgcg' | 'smart' | 'csca' | 'partner'
    country: string | null
    issuer: string | null
    anchor: string | null
    addresses: string[]
    every_hours: number | null
    registered_by: Uuid
    registered_at: Timestamp
    fetched_at: Timestamp | null
    fetch_failure: string | null
  }
  trust_list: {
    id: Uuid
    source_id: Uuid
    origin: 'file' | 'schedule' | 'return' | 'end'
    returns_to: Uuid | null
    state: 'receiving' | 'waiting' | 'proposed' | 'approved' | 'rejected' | 'refused' | 'replaced'
    version: Generated<number>
    files: Json
    digest: Buffer
    content: string | null
    about: ColumnType<unknown, string | null, string | null>
    refusal: ColumnType<unknown, string | null, string | null>
    reason: string | null
    received_by: Uuid | null
    received_at: Timestamp
    proposed_by: Uuid | null
    proposed_at: Timestamp | null
    decided_by: Uuid | null
    decided_at: Timestamp | null
  }
  trust_list_piece: { list_id: Uuid; file: number; start_at: number; bytes: Buffer }
  acceptance_rule: {
    id: Uuid
    identifier: string
    version: string
    country: string
    content: Json
    tests: Json
    state: 'proposed' | 'approved' | 'rejected'
    reason: string
    proposed_by: Uuid
    proposed_at: Timestamp
    decided_by: Uuid | null
    decided_at: Timestamp | null
  }
  rule_case: { id: Uuid; title: string; clock: Timestamp; facts: Json; made_by: Uuid; made_at: Timestamp }
  trust_edition: {
    kind: 'trust' | 'rules'
    number: number
    content: string
    list_id: Uuid | null
    rule_id: Uuid | null
    made_by: Uuid
    made_at: Timestamp
  }
  assistance_case: {
    id: Uuid
    reference: string
    mission: string
    state: CaseState
    version: Generated<number>
    suggested: Priority
    reasons: string[]
    priority: Priority | null
    suggested_then: Priority | null
    override_reason: string | null
    triaged_by: Uuid | null
    triaged_at: Timestamp | null
    taken_by: Uuid | null
    phone_key: Buffer | null
    opened_at: Timestamp
    unread_since: Timestamp | null
    contacted_at: Timestamp | null
    next_word_at: Timestamp | null
    type: AssistanceTypeCode | null
    country: string | null
    person_name: string | null
    person_born: string | null
    family_word: Generated<PersonWord>
    help_word: Generated<PersonWord>
    sealed_at: Timestamp | null
    sealed_by: Uuid | null
    merged_into: Uuid | null
    decline_reason: Limit | null
    resolved_at: Timestamp | null
    closed_at: Timestamp | null
  }
  assistance_report: {
    id: Uuid
    case_id: Uuid
    phone_id: string
    secret_hash: Buffer
    content_hash: Buffer
    channel: 'app' | 'page'
    language: 'zh-Hans' | 'en'
    situation: Situation
    silent: boolean
    words: string
    words_length: ColumnType<string, number, number>
    lat: number | null
    lon: number | null
    accuracy: number | null
    place_said: string | null
    flags: ReportFlag[]
    made_at: Timestamp | null
    stored_at: Timestamp
    read_at: Timestamp | null
    read_by: Uuid | null
    about_other: Generated<boolean>
    about_name: string | null
    sender_name: string | null
    sender_contact: string | null
  }
  assistance_event: {
    case_id: Uuid
    seq: number
    at: Timestamp
    kind: CaseEventKind
    actor_id: Uuid | null
    text: string | null
    data: JsonWithDefault
  }
  assistance_attempt: {
    id: Uuid
    case_id: Uuid
    round: Timestamp
    level: DutyLevel
    mission: string
    officer_id: Uuid | null
    channel: 'mail' | 'sms' | 'telephone' | 'none'
    due_since: Timestamp
    planned_at: Timestamp
    try_at: Timestamp | null
    tries: Generated<number>
    outcome: 'handed-over' | 'failed' | 'nobody' | 'no-address' | null
    settled_at: Timestamp | null
    failure: string | null
  }
  assistance_confidant: { case_id: Uuid; officer_id: Uuid; let_in_by: Uuid; at: Timestamp }
  assistance_task: {
    case_id: Uuid
    action: string
    position: number
    dated: boolean
    due_at: Timestamp | null
    outcome: TaskOutcome | null
    settled_at: Timestamp | null
    settled_by: Uuid | null
    note: string | null
  }
  assistance_person: {
    id: Uuid
    case_id: Uuid
    role: ContactRole
    name: string
    telephone: string
    may_know: boolean
    noted_by: Uuid
    noted_at: Timestamp
  }
  assistance_cost: {
    id: Uuid
    case_id: Uuid
    amount_minor: ColumnType<string, number, number>
    currency: string
    purpose: string
    entered_by: Uuid
    entered_at: Timestamp
    acknowledged_at: Timestamp | null
    acknowledged_how: Acknowledgement | null
    acknowledged_to: Uuid | null
  }
  assistance_detention: {
    case_id: Uuid
    arrest_known_at: Timestamp
    notice_hours: number | null
    notice_due_at: Timestamp | null
    mandatory: boolean
    visit_hours: number | null
    notice_received_at: Timestamp | null
    access_requested_at: Timestamp | null
  }
  assistance_visit: {
    id: Uuid
    case_id: Uuid
    visited_at: Timestamp
    place: string
    health: string
    treatment: string
    needs: string
    lawyer: string
    noted_by: Uuid
    noted_at: Timestamp
  }
  assistance_sharing: {
    id: Uuid
    case_id: Uuid
    report_id: Uuid
    text: string
    shared_by: Uuid
    shared_at: Timestamp
  }
  duty_shift: {
    id: Uuid
    mission: string
    officer_id: Uuid
    starts_at: Timestamp
    ends_at: Timestamp
    planned_by: Uuid
    ended_at: Timestamp | null
    note: string | null
  }
  duty_interruption: { mission: string; since: Timestamp; by_officer: Uuid }
  duty_watch: { case_id: Uuid; look_at: Timestamp }
  duty_seen: { mission: string; duty: string }
  officer_contact: { officer_id: Uuid; email: string | null; phone: string | null }
  migration: { name: string; digest: string; applied_at: GeneratedAlways<Timestamp> }
  registration: {
    id: Uuid
    account_id: Uuid
    kind: 'resident' | 'trip'
    state: 'ACTIVE' | 'REFRESH_DUE' | 'LAPSED'
    version: Generated<number>
    country: string
    place: Generated<string>
    lat: number | null
    lon: number | null
    from_on: string
    until_on: string | null
    email: string | null
    phone: string | null
    language: 'zh-Hans' | 'en'
    on_manifest: boolean
    created_at: Timestamp
    refresh_on: string
    erase_on: string
  }
  registered_person: {
    registration_id: Uuid
    id: Uuid
    family_name: string
    given_name: string
    latin_name: string | null
    birth_date: string | null
    document_number: string | null
    phone: string | null
    needs: Generated<('child-alone' | 'medical' | 'elderly' | 'mobility' | 'pregnant')[]>
  }
  report_media: {
    id: Uuid
    report_id: Uuid
    kind: 'voice' | 'photo'
    size: number
    received: Generated<number>
    media_type: string | null
    flags: MediaFlag[]
    picture: Buffer | null
    begun_at: Timestamp
    stored_at: Timestamp | null
    read_at: Timestamp | null
    read_by: Uuid | null
  }
  report_media_piece: {
    media_id: Uuid
    at: number
    bytes: Buffer
  }
  erasure: {
    id: Uuid
    subject: 'registration' | 'report-position' | 'report-media' | 'crisis-position'
    subject_id: Uuid
    rule: string
    rows: number
    due_at: Timestamp
    erased_at: Timestamp
  }
  crisis: {
    id: Uuid
    reference: string
    mission: string
    kind: CrisisKind
    title: string
    happened_at: Timestamp
    area: Json
    state: CrisisState
    version: Generated<number>
    proposed_by: Uuid
    proposed_at: Timestamp
    decided_by: Uuid | null
    decided_at: Timestamp | null
    closed_by: Uuid | null
    closed_at: Timestamp | null
    erase_at: Timestamp | null
    erased_at: Timestamp | null
  }
  crisis_household: {
    id: Uuid
    crisis_id: Uuid
    registration_id: Uuid | null
    account_id: Uuid | null
    language: 'zh-Hans' | 'en'
    phone: string | null
    email: string | null
    code: Generated<string>
    answered_at: Timestamp | null
  }
  crisis_person: {
    id: Uuid
    crisis_id: Uuid
    household_id: Uuid
    registered_id: Uuid | null
    state: Generated<PersonState>
    tries: Generated<number>
    last_said: Saying | null
    last_at: Timestamp | null
    death_said_by: Uuid | null
    family_name: string
    given_name: string
    latin_name: string | null
    birth_date: string | null
    document_number: string | null
    phone: string | null
    needs: Generated<string[]>
    call_rank: number
    on_manifest: Generated<boolean>
    country: string | null
    place: string | null
    lat: number | null
    lon: number | null
    name_key: GeneratedAlways<string>
    latin_key: GeneratedAlways<string | null>
    lent_to: Uuid | null
    lent_until: Timestamp | null
    left_reason: string | null
    left_by: Uuid | null
  }
  crisis_answer: {
    id: string
    person_id: Uuid
    crisis_id: Uuid
    says: Saying
    source: AnswerSource
    at: Timestamp
    stored_at: Timestamp
    by_officer: Uuid | null
    text: string | null
  }
  crisis_message: {
    id: Uuid
    crisis_id: Uuid
    household_id: Uuid
    channel: Channel
    queued_at: Timestamp
    due_at: Timestamp | null
    tries: Generated<number>
    outcome: 'handed-over' | 'delivered' | 'failed' | 'answered' | null
    handed_at: Timestamp | null
    settled_at: Timestamp | null
    failure: string | null
    successor: Channel | null
  }
  crisis_incoming: {
    id: Uuid
    gateway_id: string
    crisis_id: Uuid | null
    household_id: Uuid | null
    phone: string
    text: string
    received_at: Timestamp
    outcome: 'answer' | 'matched' | 'set-aside' | null
    settled_by: Uuid | null
    settled_at: Timestamp | null
    reason: string | null
  }
  crisis_relative: {
    id: Uuid
    crisis_id: Uuid
    family_name: string
    given_name: string
    latin_name: string | null
    birth_date: string | null
    phone: string | null
    whereabouts: Generated<string>
    says: 'missing' | 'safe' | 'help'
    at: Timestamp
    stored_at: Timestamp
    reporter_name: string
    reporter_phone: string
    language: 'zh-Hans' | 'en'
    taken_by: Uuid | null
    person_id: Uuid | null
    merged_by: 'rule' | 'new' | 'officer' | null
    merged_officer: Uuid | null
    reasons: Generated<string[]>
  }
  push_subscription: { endpoint: string; account_id: Uuid; p256dh: string; auth: string; created_at: Timestamp }
  advice: { id: Uuid; kind: AdviceKind; country: string; created_by: Uuid; created_at: Timestamp }
  advice_version: {
    advice_id: Uuid
    id: Uuid
    act: AdviceAct
    state: AdviceState
    version: Generated<number>
    number: number | null
    level: string
    content: Json
    publish_at: Timestamp | null
    valid_until: Timestamp | null
    authors: Uuid[]
    written_at: Timestamp
    proposed_by: Uuid | null
    proposed_at: Timestamp | null
    decided_by: Uuid | null
    decided_at: Timestamp | null
    note: string | null
    effective_at: Timestamp | null
    ended_at: Timestamp | null
    told_after: Uuid | null
    told_at: Timestamp | null
  }
  advice_subscription: {
    id: Uuid
    email: string
    country: string | null
    language: 'zh-Hans' | 'en'
    created_at: Timestamp
    confirmed_at: Timestamp | null
  }
}
