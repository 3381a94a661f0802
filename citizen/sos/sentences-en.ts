import duty from '@consular/messages/en/sos.json?compiled'
import app from '@consular/messages/en/sos-app.json?compiled'

export default [duty, app]
