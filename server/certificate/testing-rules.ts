/** For tests: a rule of an invented country, in the form of the EU gateway: a series of vaccinations has to be complete. */
export const twoDoses = {
  Identifier: 'VR-XX-0001',
  Type: 'Acceptance',
  Country: 'XX',
  Version: '1.0.0',
  SchemaVersion: '1.0.0',
  Engine: 'CERTLOGIC',
  EngineVersion: '0.7.5',
  CertificateType: 'Vaccination',
  ValidFrom: '2021-07-01T00:00:00Z',
  ValidTo: '2030-06-01T00:00:00Z',
  AffectedFields: ['v.0.dn', 'v.0.sd'],
  Description: [{ lang: 'en', desc: 'Every dose of the series has been given.' }],
  Logic: { '>=': [{ var: 'payload.v.0.dn' }, { var: 'payload.v.0.sd' }] },
}
