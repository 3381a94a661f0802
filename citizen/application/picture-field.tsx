import { addressOf, readAttachment } from '@consular/api'
import type { Refusal } from '@consular/domain/shared'
import { type FileState, FileUpload, useWords } from '@consular/ui'
import { useEffect, useState } from 'preact/hooks'
import { sentenceOf } from '../shell/sentence.ts'
import { current } from '../store/drafts.ts'
import { dropPicture, keepPicture, type Piece, piecesOf, progress, refused } from '../store/pictures.ts'
import { shrink } from '../store/shrink.ts'
import { synchroniseSoon } from '../store/synchronise.ts'
import { type FieldProps, useQuestion } from './fields.tsx'

/** The copy on the phone, while there is one. */
function usePiece(draft: string, id: string): Piece | undefined {
  const [piece, setPiece] = useState<Piece | undefined>()
  useEffect(() => {
    const look = async () => setPiece((await piecesOf(draft)).find((known) => known.id === id))
    void look()
  }, [draft, id, current.value?.view])
  return piece
}

function useAddress(piece: Piece | undefined): string | undefined {
  const [address, setAddress] = useState<string | undefined>()
  useEffect(() => {
    if (!piece) return setAddress(undefined)
    const made = URL.createObjectURL(new Blob([piece.bytes]))
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [piece?.id])
  return address
}

function useFile(
  draft: string,
  value: string,
): { readonly file: FileState | undefined; readonly picture: string | undefined } {
  const say = useWords()
  const piece = usePiece(draft, value)
  const local = useAddress(piece)
  if (value === '') return { file: undefined, picture: undefined }
  const stored = current.value?.view?.attachments.some(({ id, state }) => id === value && state === 'stored') ?? false
  const done = progress.value[value]
  const state = stored ? 'stored' : done === undefined ? 'waiting' : 'sending'
  const remote = stored ? addressOf(readAttachment, { params: { application: draft, attachment: value } }) : undefined
  return {
    file: { id: value, name: piece?.name ?? say('picture.name'), progress: done ?? 0, state },
    picture: local ?? remote,
  }
}

/** A picture: made small on the phone, kept there, sent in pieces, shown again from wherever it is. */
export function PictureField(props: FieldProps) {
  const say = useWords()
  const { field, draft, value, onChange } = props
  const [problem, setProblem] = useState<Refusal | null>(null)
  const { file, picture } = useFile(draft, value)
  const no = problem ?? refused.value[`${draft}/${field.id}`]
  const choose = async (chosen: File) => {
    setProblem(null)
    const bytes = await shrink(chosen)
    if (!bytes.ok) return setProblem(bytes.refusal)
    onChange(await keepPicture({ application: draft, field: field.id, name: chosen.name, bytes: bytes.value }))
    synchroniseSoon()
  }
  const remove = () => {
    if (value !== '') void dropPicture(value)
    onChange('')
  }
  return (
    <div class="stack stack-tight">
      <FileUpload
        {...useQuestion({ ...props, error: no ? sentenceOf(say, no) : props.error })}
        accept="image/*"
        file={file}
        onChoose={(chosen) => void choose(chosen)}
        onRemove={remove}
      />
      {picture && <img class="picture" src={picture} alt={say('picture.alt')} />}
    </div>
  )
}
