# Reads everything that TCI's OneRoster gem can, and prints the ids as one line of JSON.
require 'json'

clone, base, token_url, key, secret, strategy, app = ARGV
$LOAD_PATH.unshift(File.join(clone, 'lib'))
require 'one_roster'

client = OneRoster::Client.new(strategy)
client.app_id = key
client.app_secret = secret
client.api_url = base
client.token_url = token_url
client.roster_app = app
client.token_content_type = 'application/x-www-form-urlencoded'

ids = ->(records) { records.map(&:uid) }
read = {
  students: ids.(client.students),
  teachers: ids.(client.teachers),
  administrators: ids.(client.admins),
  schools: ids.(client.schools),
  classes: ids.(client.classes),
  terms: ids.(client.terms),
  courses: ids.(client.courses),
  enrollments: client.enrollments.values.flatten.map(&:uid),
}
puts "READ #{JSON.generate(read)}"
