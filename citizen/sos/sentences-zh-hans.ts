import duty from '@consular/messages/zh-Hans/sos.json?compiled'
import app from '@consular/messages/zh-Hans/sos-app.json?compiled'

export default [duty, app]
