import { expect, test } from 'vitest'
import english from './en/certificate.json' with { type: 'json' }
import chinese from './zh-Hans/certificate.json' with { type: 'json' }

const prefix = 'code.'

test('the page of all codes of the certificate library says what the messages say', async () => {
  const sentences: { readonly [key: string]: string } = chinese
  const rows = Object.entries(english)
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, sentence]) => `| \`${key.slice(prefix.length)}\` | ${sentence} | ${sentences[key] ?? ''} |`)
  const page = [
    '# Codes of the certificate library',
    '',
    'Why a certificate has its verdict, what a warning is about, why a trust file or a rule was refused. Printed from `messages/`; a code never changes its meaning.',
    '',
    '| Code | In English | 中文 |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n')
  await expect(page).toMatchFileSnapshot('../docs/certificate-codes.md')
})
