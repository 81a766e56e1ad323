import { start } from "{{ source|escapejs }}";

start({
{% for name, value in places.items %}  {{ name }}: "{{ value|escapejs }}",
{% endfor %}});
