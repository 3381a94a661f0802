import { createStore } from 'idb-keyval'

/** Drafts by application id. */
export const drafts = createStore('consular-drafts', 'drafts')

/** Pictures that have not arrived yet, by attachment id. */
export const pieces = createStore('consular-pictures', 'pictures')

/** What is not personal: the configuration, the wizard's answers, this device's name. */
export const settings = createStore('consular-settings', 'settings')
