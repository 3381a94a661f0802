import { expect, test } from 'vitest'
import { chooseLanguage, listed } from './language.ts'

test('the browser decides by weight, whatever the region or script', () => {
  expect(chooseLanguage('it-IT,it;q=0.9,en-US;q=0.8,zh-CN;q=0.7')).toBe('en')
  expect(chooseLanguage('en;q=0.1, zh-TW')).toBe('zh-Hans')
  expect(chooseLanguage('en;q=0, zh;q=0.2')).toBe('zh-Hans')
})

test('what the reader chose before goes above her browser, and nonsense goes for nothing', () => {
  expect(chooseLanguage('zh-CN', 'en')).toBe('en')
  expect(chooseLanguage('en', '../../etc/passwd')).toBe('en')
})

test('a browser that says nothing, or nothing we speak, gets the source language', () => {
  expect(chooseLanguage(undefined)).toBe('zh-Hans')
  expect(chooseLanguage('it, *;q=0.5')).toBe('zh-Hans')
})

test('a row is separated as the language does it, and what is not there leaves no gap', () => {
  expect(listed('en', 'polio', null, 'yellow fever', undefined, false, '', 2)).toBe('polio, yellow fever, 2')
  expect(listed('zh-Hans', '黄热病', '脊髓灰质炎')).toBe('黄热病、脊髓灰质炎')
  expect(listed('en')).toBe('')
})
