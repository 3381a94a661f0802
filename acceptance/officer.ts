import type { Device } from './stage.ts'

/** The desk of an example officer, as the demonstration offers it with one click. */
export async function sitDown({ page, say }: Device, name: string): Promise<void> {
  await page.goto('/workbench/')
  await page.getByRole('button', { name: new RegExp(`^${name}`) }).click()
  await page.getByRole('heading', { name: say('queue.title'), level: 1 }).waitFor()
}

/** Leaves the desk to the next officer. */
export async function standUp({ page, say }: Device): Promise<void> {
  await page.getByRole('button', { name: say('sign-out') }).click()
  await page.getByRole('heading', { name: say('sign-in.title') }).waitFor()
}

/** The rows of the queue that is open, each as its text. */
export async function queueRows({ page }: Device): Promise<readonly string[]> {
  await page.getByRole('table').or(page.getByText('–')).first().waitFor()
  return page.getByRole('rowheader').allInnerTexts()
}

/** Opens a file from the queue on the screen. */
export async function openFromQueue({ page }: Device, reference: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(reference) }).click()
  await page.getByRole('heading', { name: new RegExp(reference), level: 1 }).waitFor()
}

/** Presses an action of the open file, then sends its form. */
export async function act({ page, say }: Device, move: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${say(`action.${move}`)}`) }).click()
  await send({ page, say }, move)
}

/** Sends the form of a move that is open. */
export const send = ({ page, say }: Pick<Device, 'page' | 'say'>, move: string): Promise<void> =>
  page
    .getByRole('form', { name: say(`panel.${move}`) })
    .getByRole('button', { name: say(`panel.${move}.send`), exact: true })
    .click()

/** Proves once more who sits here, where a decision asks for it. */
export async function proveAgain({ page, say }: Device, name: string): Promise<void> {
  await page.getByRole('dialog', { name: say('step-up.title') }).waitFor()
  await page.getByRole('button', { name: say('step-up.example', { name }) }).click()
}

/** Waits until the desk says what was done with a file. */
export const wasDone = ({ page, say }: Device, move: string, reference: string): Promise<void> =>
  page.getByText(say(`done.${move}`, { reference })).waitFor()
