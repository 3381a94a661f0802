import { Button, useWords } from '@consular/ui'
import { useRef, useState } from 'preact/hooks'
import { checkPicture, checkText } from '../check/showing.ts'
import { wakeSpeaker } from '../verdict/sound.ts'
import { readFile } from './read-picture.ts'

/** A picture from a file. */
function PictureButton() {
  const say = useWords()
  const input = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const read = async (file: File | undefined) => {
    if (!file) return
    setBusy(true)
    await checkPicture(await readFile(file))
    setBusy(false)
  }
  const press = () => {
    wakeSpeaker()
    input.current?.click()
  }
  return (
    <>
      <input
        ref={input}
        type="file"
        accept="image/*,application/pdf"
        hidden
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? []
          void read(file)
          currentTarget.value = ''
        }}
      />
      <Button look="plain" busy={busy} onPress={press}>
        {say(busy ? 'picture.reading' : 'picture.choose')}
      </Button>
    </>
  )
}

/** A text that was sent or copied. */
function PasteForm() {
  const say = useWords()
  const field = useRef<HTMLTextAreaElement>(null)
  const submit = (event: Event) => {
    event.preventDefault()
    wakeSpeaker()
    // Line breaks come from where it was copied; a blank may be a letter of the certificate.
    const text = field.current?.value.replace(/[\r\n]+$/, '') ?? ''
    if (field.current) field.current.value = ''
    if (text !== '') void checkText(text)
  }
  return (
    <details class="paste">
      <summary>{say('paste.title')}</summary>
      <form class="stack-close" onSubmit={submit}>
        <label class="label" for="text">
          {say('paste.label')}
        </label>
        <textarea ref={field} id="text" class="input full mono" rows={3} spellcheck={false} autocomplete="off" />
        <Button type="submit" look="plain">
          {say('paste.check')}
        </Button>
      </form>
    </details>
  )
}

/** What to do where no camera helps: a hand scanner, a picture, a text. */
export function OtherWays({ pictures = true }: { readonly pictures?: boolean }) {
  const say = useWords()
  return (
    <section aria-label={say('ways.title')} class="stack-close">
      <p class="quiet small">{say('ways.scanner')}</p>
      {pictures && <PictureButton />}
      <PasteForm />
    </section>
  )
}
