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

interface FileChoiceProps extends Question {
  readonly accept?: string
  /** What the button says. */
  readonly choose: string
  readonly multiple?: boolean
  readonly onChoose: (files: readonly File[]) => void
}

/** The control of a question that files answer: chosen, dropped or photographed. The same file may be chosen again. */
export function FileChoice({ accept, choose, multiple, onChoose, ...question }: FileChoiceProps) {
  const take = (input: HTMLInputElement) => {
    const files = [...(input.files ?? [])]
    input.value = ''
    if (files.length > 0) onChoose(files)
  }
  return (
    <div class="upload">
      <input
        id={question.id}
        type="file"
        accept={accept}
        multiple={multiple}
        aria-describedby={describedBy(question)}
        aria-invalid={question.error ? 'true' : undefined}
        onChange={(event) => take(event.currentTarget)}
      />
      <span class="button plain" aria-hidden="true">
        {choose}
      </span>
    </div>
  )
}

/** One file: chosen, dropped or photographed, then shown on its way until it is stored. */
export function FileUpload({ accept, file, onChoose, onRemove, ...question }: FileUploadProps) {
  const say = useWords()
  return (
    <Field {...question}>
      {file ? (
        <ChosenFile file={file} onRemove={onRemove} />
      ) : (
        <FileChoice
          {...question}
          accept={accept}
          choose={say(accept.includes('image/') ? 'upload.choose' : 'upload.choose.file')}
          onChoose={([chosen]) => chosen && onChoose(chosen)}
        />
      )}
    </Field>
  )
}
