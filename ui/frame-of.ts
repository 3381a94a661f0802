/** More pixels than this on the longer side cost time and find no more codes. */
const longest = 1280

/** What a camera shows at this moment, as pixels drawn on `canvas`; null while it shows nothing. */
export function frameOf(video: HTMLVideoElement, canvas: HTMLCanvasElement) {
  const scale = Math.min(1, longest / Math.max(video.videoWidth, video.videoHeight))
  const [width, height] = [Math.round(video.videoWidth * scale), Math.round(video.videoHeight * scale)]
  if (width === 0 || height === 0) return null
  Object.assign(canvas, { width, height })
  const paper = canvas.getContext('2d', { willReadFrequently: true })
  paper?.drawImage(video, 0, 0, width, height)
  const data = paper?.getImageData(0, 0, width, height).data
  return data ? { width, height, data } : null
}
