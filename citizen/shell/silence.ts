import { signal } from '@preact/signals'

/** Somebody asks for help and must not be noticed: the screen says nothing of it, and nothing sounds. */
export const silent = signal(false)
