{{/* What every pod has in common: Kubernetes' "restricted" standard, and a root file system that nobody writes to. */}}

{{- define "hearth.podBasics" -}}
serviceAccountName: {{ include "hearth.name" . }}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile:
    type: RuntimeDefault
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- define "hearth.containerBasics" -}}
image: {{ include "hearth.image" . | quote }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  privileged: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: ["ALL"]
{{- end }}

{{- define "hearth.applicationEnvironment" -}}
envFrom:
  - configMapRef:
      name: {{ include "hearth.name" . }}
env:
  {{- include "hearth.secretEnvironment" . | nindent 2 }}
{{- end }}

{{- define "hearth.volumes" -}}
- name: temporary
  emptyDir:
    sizeLimit: {{ .Values.temporarySizeLimit }}
- name: files
  {{- if .Values.files.existingClaim }}
  persistentVolumeClaim:
    claimName: {{ .Values.files.existingClaim }}
  {{- else }}
  emptyDir: # a trial: what is stored is lost with the pod, and each pod has its own
    sizeLimit: {{ .Values.files.trialSizeLimit }}
  {{- end }}
{{- end }}

{{- define "hearth.volumeMounts" -}}
- name: temporary
  mountPath: /tmp
- name: files
  mountPath: {{ include "hearth.filesFolder" . }}
{{- end }}

{{/* Pods start anew when a plain setting changes, and when an operator says that a Secret has. */}}
{{- define "hearth.podAnnotations" -}}
checksum/settings: {{ include "hearth.settings" . | sha256sum }}
checksum/secrets: {{ .Values.secrets.revision | quote }}
{{- end }}

{{/* Call with (dict "selector" <labels as YAML>). */}}
{{- define "hearth.spread" -}}
{{- range tuple "topology.kubernetes.io/zone" "kubernetes.io/hostname" -}}
- maxSkew: 1
  topologyKey: {{ . }}
  whenUnsatisfiable: ScheduleAnyway
  labelSelector:
    matchLabels:
      {{- $.selector | nindent 6 }}
{{ end -}}
{{- end }}
