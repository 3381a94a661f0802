import { createStore } from 'idb-keyval'

/** Drafts by application id. */
export const drafts = createStore('consular-drafts', 'drafts')

/** Pictures that have not arrived yet, by attachment id. */
export const pieces = createStore('consular-pictures', 'pictures')

/** Registrations of homes abroad and of trips, by id. */
export const registrations = createStore('consular-registrations', 'registrations')

/** Under this key of the settings: the countries whose news this phone watches. */
export const alertsKey = 'alerts'

/** Crises where this person registered to be, with her answers that have not left the phone. */
export const crises = createStore('consular-crises', 'crises')

/** Under this key of the settings: a cry for help has something that still waits on this phone. */
export const cryWaitsKey = 'cry-waits'

/** What is not personal: the configuration, the wizard's answers, this device's name. */
export const settings = createStore('consular-settings', 'settings')
