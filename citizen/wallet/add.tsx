import { type Refusal, refuse } from '@consular/domain/shared'
import { Button, FileUpload, Form, TextArea, useWords } from '@consular/ui'
import { Camera } from '@consular/ui/camera.tsx'
import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { Failure } from '../shell/failure.tsx'
import { Screen } from '../shell/screen.tsx'
import { useWork } from '../shell/use-work.ts'
import { readFile, readPicture } from './read-code.ts'
import { takeIn } from './take-in.ts'
import { takeKeptTrust } from './trust.ts'

/** A certificate of another state, held beside our own: by camera, picture or text. */
export function Add() {
  const say = useWords()
  const { route } = useLocation()
  const work = useWork()
  const [text, setText] = useState('')
  const take = async (read: () => Promise<readonly string[]>) => {
    const taken = await work.run(async () => {
      await takeKeptTrust()
      const texts = await read()
      return texts.length === 0 ? refuse('wallet.no-code') : takeIn(texts)
    })
    if (taken) route(`/app/wallet/certificate/${taken.value.id}`, true)
  }
  const refusal: Refusal | null = work.refusal
  return (
    <Screen title={say('wallet.add')} back="/app/wallet">
      <p>{say('wallet.add.lead')}</p>
      <Failure refusal={refusal} />
      <Camera read={(frame) => readPicture(frame, true)} onRead={(texts) => void take(async () => texts)} />
      <FileUpload
        id="picture"
        label={say('wallet.add.picture')}
        hint={say('wallet.add.picture.hint')}
        accept="image/*,application/pdf,.smart-health-card,.txt"
        file={undefined}
        onChoose={(file) => void take(() => readFile(file))}
        onRemove={() => undefined}
      />
      <Form onSend={() => void take(async () => [text.replace(/[\r\n]+$/, '')].filter(Boolean))}>
        <TextArea
          id="text"
          label={say('wallet.add.text')}
          mono
          spellcheck={false}
          rows={3}
          value={text}
          onChange={setText}
        />
        <Button type="submit" look="plain" busy={work.busy}>
          {say('wallet.add.check')}
        </Button>
      </Form>
    </Screen>
  )
}
