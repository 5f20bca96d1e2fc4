{{/* The plain settings, by the names that hearth.settings reads: for the ConfigMap, and in line for the Jobs. */}}
{{- define "hearth.settings" -}}
DJANGO_SETTINGS_MODULE: hearth.settings.production
HEARTH_BASE_DOMAIN: {{ .Values.domain | quote }}
HEARTH_LOG_LEVEL: {{ .Values.logLevel | quote }}
HEARTH_MEDIA_ROOT: {{ include "hearth.filesFolder" . }}
{{- with .Values.email }}
{{- if .host }}
HEARTH_EMAIL_HOST: {{ .host | quote }}
HEARTH_EMAIL_PORT: {{ .port | quote }}
{{- end }}
{{- if .user }}
HEARTH_EMAIL_USER: {{ .user | quote }}
{{- end }}
{{- if .from }}
HEARTH_EMAIL_FROM: {{ .from | quote }}
{{- end }}
{{- end }}
{{- range $name, $value := .Values.settings }}
{{ $name }}: {{ $value | quote }}
{{- end }}
{{- end }}

{{- define "hearth.filesFolder" -}}/var/lib/hearth/files{{- end }}

{{/* What is secret, always by reference to a Secret that the site made. The owner's way into the database is not here. */}}
{{- define "hearth.secretEnvironment" -}}
- name: SECRET_KEY
  valueFrom:
    secretKeyRef:
      name: {{ .Values.secrets.existingSecret }}
      key: {{ .Values.secrets.secretKeyKey }}
- name: SECRET_KEY_FALLBACKS # former keys, comma-separated, while a new one is brought in
  valueFrom:
    secretKeyRef:
      name: {{ .Values.secrets.existingSecret }}
      key: {{ .Values.secrets.fallbacksKey }}
      optional: true
- name: DATABASE_URL
  valueFrom:
    secretKeyRef:
      name: {{ .Values.externalDatabase.existingSecret }}
      key: {{ .Values.externalDatabase.urlKey }}
- name: REDIS_URL
  valueFrom:
    secretKeyRef:
      name: {{ .Values.externalCache.existingSecret }}
      key: {{ .Values.externalCache.urlKey }}
{{- with .Values.email }}
{{- if .existingSecret }}
- name: HEARTH_EMAIL_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ .existingSecret }}
      key: {{ .passwordKey }}
{{- end }}
{{- end }}
{{- end }}

{{/* For migrations and operators' tasks: the owner's login, and the settings in line, so that nothing of an older
     release is read before this one is in place. */}}
{{- define "hearth.ownerEnvironment" -}}
{{- range $name, $value := include "hearth.settings" . | fromYaml -}}
- name: {{ $name }}
  value: {{ $value | quote }}
{{ end -}}
{{ include "hearth.secretEnvironment" . }}
- name: DATABASE_OWNER_URL
  valueFrom:
    secretKeyRef:
      name: {{ .Values.externalDatabase.ownerExistingSecret | default .Values.externalDatabase.existingSecret }}
      key: {{ .Values.externalDatabase.ownerUrlKey }}
{{- end }}
