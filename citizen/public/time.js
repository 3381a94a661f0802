// A page about nothing, for whoever has to leave another one at once: the time in some cities.
const cities = [
  ['London 伦敦', 'Europe/London'],
  ['New York 纽约', 'America/New_York'],
  ['Dubai 迪拜', 'Asia/Dubai'],
  ['Beijing 北京', 'Asia/Shanghai'],
  ['Tokyo 东京', 'Asia/Tokyo'],
  ['Sydney 悉尼', 'Australia/Sydney'],
]
const list = document.getElementById('times')
const rows = cities.map(([name, timeZone]) => {
  const [term, value] = [document.createElement('dt'), document.createElement('dd')]
  term.textContent = name
  list.append(term, value)
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', second: '2-digit' })
  return () => {
    value.textContent = clock.format()
  }
})
const show = () => {
  for (const row of rows) row()
}
show()
setInterval(show, 1000)
