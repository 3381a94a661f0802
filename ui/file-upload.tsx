import { TextButton } from './button.tsx'
import { describedBy, Field, type Question } from './field.tsx'
import { useWords } from './words.ts'

/** A file as the person sees it: chosen and going nowhere yet, waiting for the network, on its way (0 to 1), or stored. */
export interface FileState {
  readonly id: string
  readonly name: string
  readonly progress: number
  readonly state: 'chosen' | 'waiting' | 'sending' | 'stored'
}

/** How far a piece of work is, as a bar and in words. */
export function Progress({ label, done }: { readonly label: string; readonly done: number }) {
  const percent = Math.round(done * 100)
  return (
    <div
      class="progress"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
    >
      <span style={{ inlineSize: `${percent}%` }} />
    </div>
  )
}

interface FileUploadProps extends Question {
  readonly accept: string
  readonly file: FileState | undefined
  readonly onChoose: (file: File) => void
  readonly onRemove: () => void
}

function ChosenFile({ file, onRemove }: { readonly file: FileState; readonly onRemove: () => void }) {
  const say = useWords()
  return (
    <div class="card stack stack-tight">
      <p style={{ overflowWrap: 'anywhere' }}>{file.name}</p>
      {file.state === 'sending' && <Progress label={say('upload.sending')} done={file.progress} />}
      {file.state !== 'chosen' && (
        <p class="small" role="status">
          {file.state === 'sending'
            ? say('upload.percent', { percent: Math.round(file.progress * 100) })
            : say(`upload.${file.state}`)}
        </p>
      )}
      <TextButton onPress={onRemove}>{say('upload.other')}</TextButton>
    </div>
  )
}

/** One file: chosen, dropped or photographed, then shown on its way until it is stored. */
export function FileUpload({ accept, file, onChoose, onRemove, ...question }: FileUploadProps) {
  const say = useWords()
  const choose = (input: HTMLInputElement) => {
    const [chosen] = input.files ?? []
    if (chosen) onChoose(chosen)
    input.value = ''
  }
  return (
    <Field {...question}>
      {file ? (
        <ChosenFile file={file} onRemove={onRemove} />
      ) : (
        <div class="upload">
          <input
            id={question.id}
            type="file"
            accept={accept}
            aria-describedby={describedBy(question)}
            aria-invalid={question.error ? 'true' : undefined}
            onChange={(event) => choose(event.currentTarget)}
          />
          <span class="button plain" aria-hidden="true">
            {say(accept.includes('image/') ? 'upload.choose' : 'upload.choose.file')}
          </span>
        </div>
      )}
    </Field>
  )
}
